import { MarkdownRenderer } from './markdown-renderer.js';
import { renderMarkdown } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

const renderer = new MarkdownRenderer();
afterAll(() => renderer.onApplicationShutdown());

test('answers what the rendering answers, to each its own', async () => {
  const bodies = ['# One\n\n*Two*', '', '| a |\n|---|\n| b |'];
  const rendered = await Promise.all(bodies.map((body) => renderer.render(body)));
  expect(rendered).toEqual(bodies.map((body) => renderMarkdown(body)));
});

test('what is nested too deeply is refused', async () => {
  await expect(renderer.render('<div>'.repeat(50_000))).rejects.toThrow(UnrenderableMarkdown);
});
