/** Hands an answer of the studio to the browser's downloads, which takes it piece by piece. @param name default: as the server says */
export function download(url: string, name = ''): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
