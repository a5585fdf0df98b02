# Built in one stage with everything. The other stage is what `npm run build` leaves in dist, and the packages that it names.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script, and Prisma's would download an engine that is not used.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
# Only a server that listens on all addresses of its container can be reached.
ENV HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/dist ./
RUN npm ci
USER node
EXPOSE 3000
CMD ["node", "main.js"]
