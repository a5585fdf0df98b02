// Where the public site shows a preview.

/**
 * @param template SITE_PREVIEW_URL, with `{token}` and `{slug}`
 * @param slug null for a preview of the whole site
 */
export const previewUrl = (template: string, token: string, slug: string | null): string => {
  const values: Readonly<Record<string, string>> = { token, slug: slug ?? '' };
  return template.replaceAll(/\{(token|slug)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
};
