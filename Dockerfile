# One image for all processes: dotnet /app/GitOpsKafka.{Reconciler,Worker,Webhook}.dll, and the command line /app/gitopskafka.dll.
# The base images may be replaced, for a mirror or for a base of one's own: --build-arg SDK=… --build-arg RUNTIME=…
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
# Neither shell nor package manager.
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM ${SDK} AS build
WORKDIR /source
COPY . .
# The command line refers to all processes, and publishes them beside itself. For one runtime: the libraries of others are 70 MB.
# Native libraries come out of their packages readable for the owner alone, and the image runs as somebody else.
RUN dotnet publish cli --configuration Release --output /app --use-current-runtime --no-self-contained && chmod -R a+rX /app

FROM ${RUNTIME}
COPY --from=build /app /app
# Root file system may be read-only: journals and the local copy of the repository live in volumes.
ENV DOTNET_EnableDiagnostics=0
USER 65532:65532
ENTRYPOINT ["dotnet"]
CMD ["/app/gitopskafka.dll", "--help"]
