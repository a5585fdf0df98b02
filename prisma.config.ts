import { defineConfig } from 'prisma/config';

// Prisma's CLI looks for a native schema engine before it generates, though nothing that we call runs in it.
// Any existing file will do, and an install then needs nothing but the npm registry.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
