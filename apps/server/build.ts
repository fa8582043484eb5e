// Puts the program's modules into few files (docs/decisions/0196-built-server.md): `node build.ts FOLDER`.
import { basename, dirname, join } from 'node:path'
import { rolldown } from 'rolldown'

const root = dirname(dirname(import.meta.dirname))
/** What processes and threads begin with: each is found by `entryFile` of the platform. */
const entries = [
  'apps/server/src/main.ts',
  'apps/server/src/roles/gateway/gateway-worker.ts',
  'apps/server/src/roles/gateway/xml-check-thread.ts',
  'apps/server/src/roles/ml/batch/batch-worker.ts',
  'apps/server/src/roles/ml/batch/scoring-thread.ts',
  'apps/server/src/roles/ml/runs/run-worker.ts',
  'apps/server/src/roles/ml/table-work/table-worker.ts',
  'packages/platform/src/sql/sql-process-entry.ts',
]

async function build(into: string): Promise<void> {
  const files = Object.fromEntries(entries.map((path) => [basename(path, '.ts'), join(root, path)]))
  const built = Object.fromEntries(Object.entries(files).map(([name, file]) => [file, join(into, `${name}.js`)]))
  const program = await rolldown({
    input: files,
    cwd: root,
    platform: 'node',
    // Machine code of these lies beside their own files.
    external: [/^@duckdb\//, /^@node-rs\//, /^onnxruntime-node/, /^pg-native$/],
    transform: { define: { builtEntryFiles: JSON.stringify(built) } },
    plugins: [
      {
        name: 'folders-of-sources',
        // Files that lie beside a source are found from where the source is.
        transform: {
          filter: { id: /[\\/](apps|packages)[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ },
          handler: (code, id) => code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
        },
      },
    ],
    onLog(level, log) {
      if (level === 'warn') console.error(log.message)
    },
  })
  await program.write({ dir: into, format: 'esm' })
}

const [into] = process.argv.slice(2)
if (into === undefined) throw new Error('Say into which folder: node build.ts FOLDER')
await build(into)
