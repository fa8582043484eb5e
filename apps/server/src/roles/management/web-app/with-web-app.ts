import { randomBytes } from 'node:crypto'
import type { FetchHandler } from '@sluice/platform'
import { preferredLanguage } from './accepted-media.ts'
import { createPageAddresses } from './page-address.ts'
import { type PageHead, readPageHead, writeEarlyContent, writePageHead } from './page-head.ts'
import { pageSecurityHeaders } from './page-security.ts'
import { answerWebFile, readWebText } from './web-files.ts'

export interface WebAppOptions {
  /** What the build of the web app wrote: `index.html` and `assets`. */
  readonly folder: string
  /** Declarations of the paths that `api` answers. */
  readonly apiPaths: readonly string[]
  /** Address of the portals, as people open it; empty where it is not known. */
  readonly portalUrl: () => string
}

const languages = ['en', 'nl'] as const

/** Serves the web app in front of the API: its files, and its one page at every address that it has a page for. */
export function withWebApp(api: FetchHandler, options: WebAppOptions): FetchHandler {
  const { folder, apiPaths, portalUrl } = options
  const addressOf = createPageAddresses(apiPaths)
  return async (request, peer) => {
    const address = addressOf(request)
    if (address.kind === 'api') return api(request, peer)
    if (address.kind === 'file') return (await answerWebFile(folder, address.path, request)) ?? api(request, peer)
    const template = await readWebText(folder, 'index.html')
    const nonce = randomBytes(16).toString('base64')
    if (template === undefined) return toPage(request, nonce, 503, notBuilt)
    const language = preferredLanguage(request.headers.get('accept-language'), languages)
    const segments = readSegments(request.url)
    const head: PageHead =
      address.isKnown && segments !== undefined
        ? await readPageHead(
            { segments, url: request.url, api, peer },
            language,
            portalUrl() || new URL(request.url).origin,
          )
        : { title: 'Sluice', isMissing: true }
    const page = template
      .replace('<html lang="en">', () => `<html lang="${language}">`)
      .replace('<!--head-->', () => writePageHead(head, nonce))
      .replace('<!--early-->', () => writeEarlyContent(head))
    return toPage(request, nonce, head.isMissing === true ? 404 : 200, page, language)
  }
}

/** Undefined for what is no text. */
function readSegments(url: string): readonly string[] | undefined {
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '')
  try {
    return parts.map(decodeURIComponent)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function toPage(request: Request, nonce: string, status: number, page: string, language = 'en'): Response {
  const headers = {
    ...pageSecurityHeaders(nonce),
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': language,
    // The nonce is good for one answer.
    'Cache-Control': 'no-store',
    Vary: 'Accept, Accept-Language',
  }
  return new Response(request.method === 'HEAD' ? null : page, { status, headers })
}

const notBuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sluice: the pages are not built</title></head>
<body>
<h1>The pages are not built</h1>
<p>The management API is running, but the folder of the web app is not there. <code>npm start</code> builds it; then reload this page.</p>
</body>
</html>
`
