# syntax=docker/dockerfile:1
FROM node:20-bookworm-slim AS build
WORKDIR /src
ENV CI=1 TURBO_TELEMETRY_DISABLED=1
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile \
      --filter switchboard --filter @switchboard/server... --filter @switchboard/web-client...
RUN pnpm exec turbo run build --filter=@switchboard/server --filter=@switchboard/web-client
# The server finds the console beside itself, as in the repository.
RUN pnpm --filter @switchboard/server deploy --prod /app/apps/server \
  && mkdir /app/apps/web-client \
  && cp -r apps/web-client/dist /app/apps/web-client/dist

FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=build /app .
RUN install --directory --owner=node --group=node --mode=700 /data
USER node
VOLUME /data
EXPOSE 8443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD node apps/server/dist/healthcheck.js
CMD ["node", "apps/server/dist/main.js"]
