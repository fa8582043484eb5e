// Puts the program's modules into few files (docs/decisions/0196-built-server.md): `node build.ts FOLDER`.
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import { withoutImportsOfNode } from './src/program-build/node-imports.ts'
import { programEntries } from './src/program-build/program-entries.ts'

const root = dirname(dirname(import.meta.dirname))
const ours = /[\\/](apps|packages)[\\/][^\\/]+[\\/]src[\\/].*\.ts$/

async function build(into: string): Promise<void> {
  const files = Object.fromEntries(programEntries.map((path) => [basename(path, '.ts'), join(root, path)]))
  const built = Object.fromEntries(Object.entries(files).map(([name, file]) => [file, join(into, `${name}.js`)]))
  const program = await rolldown({
    input: files,
    cwd: root,
    platform: 'node',
    // Machine code of these lies beside their own files.
    external: [/^@duckdb\//, /^@node-rs\//, /^onnxruntime-node/, /^pg-native$/],
    // Importing one of ours does nothing but declare: what a process takes of a package's face is all that it loads.
    treeshake: { moduleSideEffects: [{ test: ours, sideEffects: false }] },
    transform: { define: { builtEntryFiles: JSON.stringify(built) } },
    plugins: [
      {
        name: 'folders-of-sources',
        // Files that lie beside a source are found from where the source is.
        transform: {
          filter: { id: ours },
          handler: (code, id) => code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
        },
      },
      { name: 'node-without-imports', renderChunk: (code) => withoutImportsOfNode(code) },
    ],
    onLog(level, log) {
      // Left as it is, it would be looked for when the program runs, and not be found there either.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message)
      if (level === 'warn') console.error(log.message)
    },
  })
  await program.write({ dir: into, format: 'esm' })
  await writeFile(join(into, 'entries.json'), JSON.stringify(built))
}

const [into] = process.argv.slice(2)
if (into === undefined) throw new Error('Say into which folder: node build.ts FOLDER')
await build(into)
