/**
 * A page as it is shown at an address that is gone once the run is over: links to files beside the page, which are served to
 * nobody, become the words that they are made of. The page's data and its script stand last, and stay as they are.
 */
export function withoutFileLinks(page: string): string {
  const [, marked = page, rest = ''] = /^(.*?)(<script.*)$/s.exec(page) ?? [];
  return marked.replace(/<a href="(?!#)[^"]*">([^<]*)<\/a>/g, '$1') + rest;
}
