import { renderInWorker } from './markdown-renderer.js';
import { renderMarkdown } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

test('bodies that are rendered at the same time in the worker each get their own rendering', async () => {
  const bodies = ['# One\n\n*Two*', '', '| a |\n|---|\n| b |'];
  const rendered = await Promise.all(bodies.map((body) => renderInWorker(body)));
  expect(rendered).toEqual(bodies.map((body) => renderMarkdown(body)));
});

test('the worker refuses a body that is nested too deeply', async () => {
  await expect(renderInWorker('<div>'.repeat(50_000))).rejects.toThrow(UnrenderableMarkdown);
});
