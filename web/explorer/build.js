// Bundles the API explorer. Run by `npm run generate`.
import { bundleWebApp } from '../bundle.js';

await bundleWebApp({
  app: 'explorer',
  publicPath: '/explorer/',
  entryPoints: {
    main: 'web/explorer/explorer.tsx',
    icon: 'web/icon.svg',
    'editor.worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
    'graphql.worker': 'node_modules/monaco-graphql/esm/graphql.worker.js',
    'json.worker': 'node_modules/monaco-editor/esm/vs/language/json/json.worker.js',
  },
  options: {
    // GraphiQL imports Prettier's parsers by their old names, which are CommonJS: bundled, it finds no parser in them.
    alias: {
      'prettier/parser-babel': 'prettier/plugins/babel',
      'prettier/parser-graphql': 'prettier/plugins/graphql',
    },
    loader: { '.ttf': 'file', '.svg': 'copy' },
  },
});
