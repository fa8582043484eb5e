import { readSubject, type Visit } from './page-subject.ts'

/** What a page says of itself before any script runs. */
export interface PageHead {
  readonly title: string
  /** Undefined = no page for search engines and previews. */
  readonly description?: string
  /** Name of what the page is about; undefined = nothing is shown before the app has started. */
  readonly heading?: string
  /** Absolute, without query. */
  readonly canonical?: string
  /** Whether it is plain that there is nothing at the address. */
  readonly isMissing?: true
}

const product = 'Sluice'
const areas = {
  en: { developer: 'Developer portal', publisher: 'Publisher portal', studio: 'Studio' },
  nl: { developer: 'Ontwikkelaarsportaal', publisher: 'Uitgeversportaal', studio: 'Studio' },
} as const
const fronts = {
  en: (service: string) => `The APIs of ${service}: what they do, how to get a key, and a console to try them.`,
  nl: (service: string) =>
    `De API's van ${service}: wat ze doen, hoe u een sleutel krijgt, en een console om ze te proberen.`,
} as const

export type PageLanguage = keyof typeof areas

/** The head of a page: what an anonymous visitor may know of its subject, and the bare name of its area otherwise. */
export async function readPageHead(visit: Visit, language: PageLanguage, portalUrl: string): Promise<PageHead> {
  const [area = '', service] = visit.segments
  if (area !== 'publisher' && area !== 'studio' && area !== 'developer') return { title: product }
  const areaTitle = areas[language][area]
  if (area !== 'developer' || service === undefined) return { title: `${areaTitle} · ${product}` }
  const subject = await readSubject(visit)
  if (subject.kind === 'missing') return { title: `${areaTitle} · ${product}`, isMissing: true }
  if (subject.kind === 'hidden') return { title: `${areaTitle} · ${service}` }
  const canonical = new URL(`/${visit.segments.map(encodeURIComponent).join('/')}`, portalUrl).href
  if (subject.kind === 'service') {
    return { title: `${areaTitle} · ${service}`, heading: service, description: fronts[language](service), canonical }
  }
  const description = toSentence(subject.description) || fronts[language](service)
  return { title: `${subject.name} · ${areaTitle} · ${service}`, heading: subject.name, description, canonical }
}

/** @param nonce what style elements of the app carry */
export function writePageHead({ title, description, canonical }: PageHead, nonce: string): string {
  const meta = (key: 'name' | 'property', name: string, content: string) =>
    `<meta ${key}="${name}" content="${escapeHtml(content)}">`
  const lines = [
    `<title>${escapeHtml(title)}</title>`,
    // Under both names: the build's own loader looks for the property.
    `<meta name="csp-nonce" property="csp-nonce" content="${nonce}" nonce="${nonce}">`,
  ]
  if (description === undefined || canonical === undefined)
    return [...lines, meta('name', 'robots', 'noindex')].join('\n')
  return [
    ...lines,
    meta('name', 'description', description),
    meta('property', 'og:title', title),
    meta('property', 'og:description', description),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:url', canonical),
    `<link rel="canonical" href="${escapeHtml(canonical)}">`,
  ].join('\n')
}

/** What a reader sees until the app has started, in the place where it will show the same; empty where nothing is known. */
export const writeEarlyContent = ({ heading, description = '' }: PageHead): string =>
  heading === undefined
    ? ''
    : `<div class="early"><header>${product}</header><main><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(description)}</p></main></div>`

const longest = 200

/** Markdown or HTML as a line of plain text. */
function toSentence(description: string): string {
  const text = description
    .replace(/<[^>]*>/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>|~]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length <= longest ? text : `${text.slice(0, longest).replace(/\s+\S*$/, '')}…`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
