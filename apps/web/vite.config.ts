import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

type CodeSplittingGroup = Rolldown.CodeSplittingGroup

/** Where `npm run dev` finds the running program. */
const server = process.env.SLUICE_DEV_SERVER ?? 'http://localhost:8080'
/** Paths of the management API; `/developer` is a page too, where a browser asks for a document. */
const apiPaths = [
  '/api',
  '/subscriptions',
  '/providers',
  '/developer',
  '/exports',
  '/oauth2',
  '/sign-ins',
  '/signin-sso',
  '/studio',
]
/** No page is there: files of workspaces are downloads, for which a browser asks as for a page. */
const studioData = /^\/studio\/(workspaces|openapi\.json)(?![^/?])/

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), evaluatePieceByPiece(), precompress()],
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2023',
    // A data: address would need an exception in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: { output: { codeSplitting: { groups: parts() } } },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      apiPaths.map((path) => [
        path,
        {
          target: server,
          bypass: ({ url = '', headers }: { url?: string; headers: Record<string, unknown> }) =>
            String(headers.accept).includes('text/html') && !studioData.test(url) ? '/index.html' : undefined,
        },
      ]),
    ),
  },
})

/**
 * Few files of a good size in place of hundreds of small ones, which cost more in requests than they carry: one for the
 * first page, one that most pages share, and one for each feature. What few pages need is loaded by those alone.
 */
function parts(): CodeSplittingGroup[] {
  const editor = /[\\/](@codemirror|@lezer|@uiw)[\\/]|[\\/]EditorView\.tsx$/
  const markdown = /[\\/]MarkdownText\.tsx$/
  const charts = /[\\/](echarts|zrender)[\\/]|[\\/]ChartDrawing\.tsx$/
  const feature = /[\\/]apps[\\/]web[\\/]src[\\/](\w+)[\\/]([\w-]+)[\\/]/
  const inOrder: CodeSplittingGroup[] = [
    { name: 'react', tags: ['$initial'], test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
    { name: 'schemas', tags: ['$initial'], test: /[\\/]zod[\\/]|without-eval\.ts$/ },
    { name: 'components', tags: ['$initial'], test: /[\\/](@fluentui|@griffel|@floating-ui|tabster|keyborg)[\\/]/ },
    { name: 'routing', tags: ['$initial'], test: /[\\/]@tanstack[\\/]/ },
    { name: 'start', tags: ['$initial'] },
    { name: 'common', minShareCount: 12, test: (id) => !editor.test(id) && !markdown.test(id) && !charts.test(id) },
    { name: 'editor', test: editor },
    { name: 'markdown', test: markdown },
    { name: 'charts', test: charts },
    { name: (id) => feature.exec(id)?.slice(1).join('-') ?? null, debugName: 'features' },
  ]
  return inOrder.map((group, index) => ({ ...group, priority: inOrder.length - index }))
}

/**
 * Makes the first page's files scripts of their own, those that others need first: each is evaluated in a task of its own
 * then. As parts of one script they would keep the page from scrolling for as long as all of them take.
 */
function evaluatePieceByPiece(): Plugin {
  const preload = /<link rel="modulepreload" crossorigin href="([^"]+)">/g
  const entry = /<script type="module" crossorigin src="[^"]+"><\/script>/
  return {
    name: 'evaluate-piece-by-piece',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const [script] = entry.exec(html) ?? []
        if (script === undefined) throw new Error('The built page has no script.')
        return html
          .replace(script, '')
          .replace(preload, '<script type="module" crossorigin src="$1"></script>')
          .replace('</head>', `  ${script}\n  </head>`)
      },
    },
  }
}

/** Writes what the server hands out to browsers that take it compressed: once, and smaller than on the fly. */
function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir)
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(name)) continue
        const bytes = readFileSync(join(folder, name))
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        writeFileSync(
          join(folder, `${name}.br`),
          brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        )
      }
    },
  }
}
