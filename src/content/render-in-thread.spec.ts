import { renderInThread } from './render-in-thread.js';
import { renderMarkdown } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

test('answers what the rendering answers, to each its own', async () => {
  const bodies = ['# One\n\n*Two*', '', '| a |\n|---|\n| b |'];
  const rendered = await Promise.all(bodies.map((body) => renderInThread(body)));
  expect(rendered).toEqual(bodies.map((body) => renderMarkdown(body)));
});

test('what is nested too deeply is refused', async () => {
  await expect(renderInThread('<div>'.repeat(50_000))).rejects.toThrow(UnrenderableMarkdown);
});
