/** As `encodeURIComponent`, but slashes and colons stay readable and `*` means nothing. */
export const encodeQueryValue = (value: string): string =>
  encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('*', '%2A')
