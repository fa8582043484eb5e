import { readHtmlWish } from './accepted-media.ts'

export type PageAddress =
  | { readonly kind: 'api' }
  | { readonly kind: 'file'; readonly path: string }
  /** `isKnown` is false where it is plain that no page is there. */
  | { readonly kind: 'page'; readonly isKnown: boolean }

const api: PageAddress = { kind: 'api' }
const page: PageAddress = { kind: 'page', isKnown: true }
const noPage: PageAddress = { kind: 'page', isKnown: false }

const rootFiles: ReadonlySet<string> = new Set(['/robots.txt', '/favicon.svg', '/before-paint.js'])
const pages: ReadonlySet<string> = new Set([
  'sign-in',
  'sign-up',
  'reset-password',
  'first-start',
  // Where the links of mails lead.
  'confirm',
  'confirm-v2',
  'new',
  'instances',
  'publisher',
  'studio',
  'catalogue',
  'developer',
])
/** What comes first in the addresses of the portal's data. */
const developerData: ReadonlySet<string> = new Set([
  'apis',
  'apisbytags',
  'confirmations',
  'events',
  'identity',
  'products',
  'productsbytags',
  'reports',
  'settings',
  'subscriptions',
  'users',
])
const studioData: ReadonlySet<string> = new Set(['workspaces', 'openapi.json'])
/** Files that the API has among the addresses of pages. */
const developerFile = /^\/developer\/[^/]+\/(?:llms\.txt|apis\/[^/]+\/[^/]+\.[a-z]+)$/
const developerSections: ReadonlySet<string> = new Set(['apis', 'products', 'profile', 'issues'])

/**
 * Tells addresses of pages from those of the API, whose names they share in places: a browser that goes somewhere asks
 * for HTML by name, a program does not.
 * @param apiPaths declarations of what the API answers; what they begin with is no missing page
 */
export function createPageAddresses(apiPaths: readonly string[]): (request: Request) => PageAddress {
  const firstOf = (path: string) => path.split('/')[1] ?? ''
  const apiRoots = new Set(apiPaths.map(firstOf).filter((first) => first !== '' && !first.startsWith(':')))
  const belowAny = new Set(apiPaths.filter((path) => path.startsWith('/:')).map((path) => path.split('/')[2] ?? ''))

  return ({ method, url, headers }) => {
    if (method !== 'GET' && method !== 'HEAD') return api
    const { pathname, searchParams } = new URL(url)
    if (pathname.startsWith('/assets/') || rootFiles.has(pathname)) return { kind: 'file', path: pathname }
    const wish = readHtmlWish(headers.get('accept'))
    if (wish === 'other') return api
    const [first = '', second = '', third] = pathname.slice(1).split('/')
    if (first === '') return wish === 'html' ? page : api
    if (first === 'developer' && second !== '') {
      if (searchParams.has('api-version') || developerFile.test(pathname)) return api
      // Whoever makes a preview of a link asks for anything, and so do programs.
      if (wish === 'anything' && developerData.has(second.toLowerCase())) return api
      return third === undefined || third === '' || developerSections.has(third) ? page : noPage
    }
    // Ids are no words: no page is there. Files of workspaces are downloads, for which a browser asks as for a page.
    if (first === 'studio' && studioData.has(second)) return api
    if (pages.has(first)) return page
    return wish === 'anything' || apiRoots.has(first) || belowAny.has(second) ? api : noPage
  }
}
