/** The host of a web address, without `www.`; what is no address stays as it is. */
export function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? url;
}
