import { NetException } from '../run/net-exception.ts'
import { newLine } from './new-line.ts'

const disposed = (message: string): NetException => new NetException('System.ObjectDisposedException', message)

/** `StringReader`: a text that is read piece by piece. */
export class NetStringReader {
  readonly #text: string
  #at = 0
  #isClosed = false

  constructor(text: string) {
    this.#text = text
  }

  /** @returns the UTF-16 unit, or -1 at the end @throws System.ObjectDisposedException */
  peek(): number {
    if (this.#isClosed) throw disposed('Cannot read from a closed TextReader.')
    return this.#at < this.#text.length ? this.#text.charCodeAt(this.#at) : -1
  }

  read(): number {
    const unit = this.peek()
    if (unit >= 0) this.#at++
    return unit
  }

  /** Through `\r`, `\n` or `\r\n`, which are left out; null at the end. */
  readLine(): string | null {
    if (this.peek() < 0) return null
    const start = this.#at
    const end = this.#text.slice(start).search(/[\r\n]/)
    if (end < 0) {
      this.#at = this.#text.length
      return this.#text.slice(start)
    }
    const isPair = this.#text.startsWith('\r\n', start + end)
    this.#at = start + end + (isPair ? 2 : 1)
    return this.#text.slice(start, start + end)
  }

  readToEnd(): string {
    this.peek()
    const rest = this.#text.slice(this.#at)
    this.#at = this.#text.length
    return rest
  }

  close(): void {
    this.#isClosed = true
  }
}

/** `StringWriter`: what was written stays readable when it is closed. */
export class NetStringWriter {
  #text = ''
  #isClosed = false

  get text(): string {
    return this.#text
  }

  /** @throws System.ObjectDisposedException */
  write(text: string): void {
    if (this.#isClosed) throw disposed('Cannot write to a closed TextWriter.')
    this.#text += text
  }

  writeLine(text: string): void {
    this.write(text + newLine)
  }

  close(): void {
    this.#isClosed = true
  }
}
