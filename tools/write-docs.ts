// `npm run docs`: pages that say what the code says are made from it, so that they cannot fall behind.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { documents } from './documents/index.ts'

function writeDocuments(folder: string): void {
  for (const [path, make] of Object.entries(documents)) {
    const file = join(folder, path)
    const text = make(folder)
    const isChanged = !existsSync(file) || readFileSync(file, 'utf8') !== text
    if (isChanged) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    console.log(`${isChanged ? 'written ' : 'in step '} ${path}`)
  }
}

if (process.argv[1] === import.meta.filename) writeDocuments(dirname(import.meta.dirname))
