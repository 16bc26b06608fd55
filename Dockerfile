# One image for all processes: dotnet /app/{reconciler,worker,webhook}/GitOpsKafka.*.dll and /app/cli/gitopskafka.dll.
# The base images may be replaced, for a mirror or for a base of one's own: --build-arg SDK=… --build-arg RUNTIME=…
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK} AS build
WORKDIR /source
COPY . .
RUN for project in reconciler worker webhook cli; do \
      dotnet publish "$project" --configuration Release --output "/app/$project" --no-self-contained || exit 1; \
    done

FROM ${RUNTIME}
COPY --from=build /app /app
# Root file system may be read-only: journals and the local copy of the repository live in volumes.
ENV DOTNET_EnableDiagnostics=0
USER 65532:65532
ENTRYPOINT ["dotnet"]
CMD ["/app/cli/gitopskafka.dll", "--help"]
