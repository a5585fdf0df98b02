import { renderMarkdown } from './render-markdown.js';

const htmlOf = (markdown: string) =>
  renderMarkdown(markdown, { idSuffix: 'ab12cd', embedHosts: ['mastodon.example'] }).html;
const embed = (provider: string, address: string) =>
  `<figure data-embed="${provider}"><a href="${address}">${address}</a></figure>`;

test.each([
  ['youtube', 'https://www.youtube.com/watch?v=abc'],
  ['youtube', 'https://youtu.be/abc?t=30'],
  ['vimeo', 'https://vimeo.com/12'],
  ['x', 'https://x.com/a/status/1'],
  ['x', 'https://twitter.com/a/status/1'],
  ['bluesky', 'https://bsky.app/profile/a.example/post/1'],
  ['instagram', 'https://www.instagram.com/p/1/'],
  ['tiktok', 'https://www.tiktok.com/@a/video/1'],
  ['facebook', 'https://www.facebook.com/a/videos/1'],
  ['spotify', 'https://open.spotify.com/episode/1'],
  ['soundcloud', 'https://soundcloud.com/a/b'],
  ['mastodon.example', 'https://mastodon.example/@a/1'],
])('an address of %s alone in its paragraph is an embed: %s', (provider, address) => {
  expect(htmlOf(`Before.\n\n${address}\n\nAfter.`)).toContain(`\n${embed(provider, address)}\n`);
});

test.each([
  ['within a sentence', 'See https://youtu.be/abc'],
  ['with a text of its own', '[the film](https://youtu.be/abc)'],
  ['without encryption', 'http://youtu.be/abc'],
  ['of an unknown site', 'https://mastodon.social/@a/1'],
  ["of a site whose name ends in a provider's", 'https://notvimeo.com/12'],
  ["of a site that begins with a provider's name", 'https://youtube.com.evil.example/watch?v=a'],
  ["with a provider's name as the user's", 'https://youtube.com@evil.example/watch?v=a'],
  ["of a provider's front page", 'https://vimeo.com/'],
])('an address %s is no embed', (_, markdown) => {
  expect(htmlOf(markdown)).not.toContain('data-embed');
});

test.each([
  ['https://www.youtube.com/embed/abc?rel=0', 'youtube', 'https://www.youtube.com/watch?v=abc'],
  ['https://www.youtube-nocookie.com/embed/abc', 'youtube', 'https://www.youtube.com/watch?v=abc'],
  ['//player.vimeo.com/video/12?h=1', 'vimeo', 'https://vimeo.com/12'],
  ['https://open.spotify.com/embed/episode/1', 'spotify', 'https://open.spotify.com/episode/1'],
  [
    'https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F1',
    'facebook',
    'https://www.facebook.com/a/videos/1',
  ],
  [
    'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fa%2Fb',
    'soundcloud',
    'https://soundcloud.com/a/b',
  ],
])('an <iframe> of %s is an embed of the page that it shows', (source, provider, address) => {
  const { html, removed } = renderMarkdown(`<iframe src="${source}" onload="a()"></iframe>`);
  expect([html, removed]).toEqual([embed(provider, address), []]);
});

test('an <iframe> of another site is taken out, and named', () => {
  const { html, removed } = renderMarkdown('<iframe src="https://evil.example/youtube.com"></iframe>\n\na');
  expect([html.trim(), removed]).toEqual(['<p>a</p>', ['iframe']]);
});

test('an <iframe> between words becomes a link', () => {
  expect(htmlOf('a <iframe src="https://youtube.com/embed/b"></iframe> c')).toBe(
    '<p>a <a href="https://www.youtube.com/watch?v=b">https://www.youtube.com/watch?v=b</a> c</p>',
  );
});

test('HTML with the attribute of an embed loses it', () => {
  expect(htmlOf('<figure data-embed="youtube"><a href="https://evil.example/">a</a></figure>')).toBe(
    '<figure><a href="https://evil.example/">a</a></figure>',
  );
});
