import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { acceptsEncoding } from './accepted-media.ts'

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

/** Made by the build beside a file, best first. */
const encodings = [
  { coding: 'br', extension: '.br' },
  { coding: 'gzip', extension: '.gz' },
] as const

/** Nothing that a system could read as another place: no dot in front, no backslash, nothing encoded. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/

/** Answers with a file of the build, compressed where that was made beforehand; undefined = there is none of that name. */
export async function answerWebFile(folder: string, path: string, request: Request): Promise<Response | undefined> {
  if (!plainPath.test(path)) return undefined
  const accepted = request.headers.get('accept-encoding')
  for (const { coding, extension } of encodings) {
    if (!acceptsEncoding(accepted, coding)) continue
    const answer = await answerFile(join(folder, path) + extension, path, request, coding)
    if (answer !== undefined) return answer
  }
  return answerFile(join(folder, path), path, request)
}

async function answerFile(
  file: string,
  path: string,
  request: Request,
  coding?: string,
): Promise<Response | undefined> {
  const found = await absentAsUndefined(stat(file))
  if (found?.isFile() !== true) return undefined
  const entityTag = `"${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}${coding === undefined ? '' : `-${coding}`}"`
  const headers = new Headers({
    ETag: entityTag,
    // Names below `assets` change with the content.
    'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  })
  if (isKnownToReader(request.headers.get('if-none-match'), entityTag)) {
    return new Response(null, { status: 304, headers })
  }
  headers.set('Content-Type', contentTypes[/\.([a-z0-9]+)$/.exec(path)?.[1] ?? ''] ?? 'application/octet-stream')
  headers.set('Content-Length', String(found.size))
  if (coding !== undefined) headers.set('Content-Encoding', coding)
  if (request.method === 'HEAD') return new Response(null, { headers })
  // A build that runs at this moment may have taken it away.
  const content = await absentAsUndefined(readFile(file))
  if (content === undefined) return undefined
  headers.set('Content-Length', String(content.length))
  return new Response(content, { headers })
}

/** The text of a file of the build; undefined = there is none. */
export const readWebText = (folder: string, path: string): Promise<string | undefined> =>
  absentAsUndefined(readFile(join(folder, path), 'utf8'))

const isKnownToReader = (ifNoneMatch: string | null, entityTag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === entityTag || tag.trim() === '*')

async function absentAsUndefined<Value>(wanted: Promise<Value>): Promise<Value | undefined> {
  try {
    return await wanted
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
