import type { TypeName } from './type-name.ts'

/** A member's signature, read from its C# text. */
export interface Signature {
  readonly kind: 'constructor' | 'method' | 'property' | 'indexer' | 'constant' | 'operator' | 'conversion'
  readonly isStatic: boolean
  readonly isExtension: boolean
  /** Of a conversion. */
  readonly isImplicit: boolean
  /** Undefined for a constructor. */
  readonly type: TypeName | undefined
  readonly name: string
  readonly typeParameters: readonly TypeParameterText[]
  readonly parameters: readonly ParameterText[]
  readonly isSettable: boolean
}

export interface TypeParameterText {
  readonly name: string
  readonly variance: 'none' | 'in' | 'out'
}

export interface ParameterText {
  readonly name: string
  readonly type: TypeName
  readonly mode: 'value' | 'out' | 'params'
  readonly defaultValue: DefaultText | undefined
}

/** `member`: of an enumeration. */
export type DefaultText =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'member'; readonly type: string; readonly name: string }

const token = /\s*([A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\.[0-9]+)?|"[^"]*"|'[^']*'|==|!=|<=|>=|<<|&&|\|\||[^\s])/gy

/** Reads the declarations of this package: a mistake in one is a bug of ours. */
class SignatureReader {
  readonly text: string
  readonly #tokens: readonly string[]
  #at = 0

  constructor(text: string) {
    this.text = text
    this.#tokens = Array.from(text.matchAll(token), (match) => match[1] ?? '')
  }

  get next(): string {
    return this.#tokens[this.#at] ?? ''
  }

  peek(ahead: number): string {
    return this.#tokens[this.#at + ahead] ?? ''
  }

  take(): string {
    const taken = this.next
    this.#at++
    return taken
  }

  takeIf(text: string): boolean {
    if (this.next !== text) return false
    this.#at++
    return true
  }

  expect(text: string): void {
    if (!this.takeIf(text)) throw new Error(`Signature '${this.text}': '${text}' expected before '${this.next}'.`)
  }

  identifier(): string {
    const name = this.take()
    if (!/^[A-Za-z_]/.test(name)) throw new Error(`Signature '${this.text}': a name expected, not '${name}'.`)
    return name
  }

  type(): TypeName {
    let type = this.#simpleType()
    for (;;) {
      if (this.next === '[' && this.peek(1) === ']') {
        this.#at += 2
        type = { kind: 'array', element: type, ...nowhere }
      } else if (this.takeIf('?')) type = { kind: 'nullable', of: type, ...nowhere }
      else return type
    }
  }

  #simpleType(): TypeName {
    if (this.takeIf('(')) {
      const elements: { type: TypeName; name: string | undefined }[] = []
      do {
        const type = this.type()
        const name = this.next === ',' || this.next === ')' ? undefined : this.identifier()
        elements.push({ type, name })
      } while (this.takeIf(','))
      this.expect(')')
      return { kind: 'tuple', elements, ...nowhere }
    }
    let name = this.identifier()
    while (this.next === '.') {
      this.take()
      name += `.${this.identifier()}`
    }
    const args: TypeName[] = []
    if (this.takeIf('<')) {
      do args.push(this.type())
      while (this.takeIf(','))
      this.expect('>')
    }
    return { kind: 'name', name, args, ...nowhere }
  }

  typeParameters(): readonly TypeParameterText[] {
    const found: TypeParameterText[] = []
    if (!this.takeIf('<')) return found
    do {
      const variance = this.takeIf('out') ? 'out' : this.takeIf('in') ? 'in' : 'none'
      found.push({ name: this.identifier(), variance })
    } while (this.takeIf(','))
    this.expect('>')
    return found
  }

  parameters(close: string): { readonly isExtension: boolean; readonly parameters: readonly ParameterText[] } {
    const parameters: ParameterText[] = []
    const isExtension = this.takeIf('this')
    if (this.takeIf(close)) return { isExtension, parameters }
    do {
      const mode = this.takeIf('out') ? 'out' : this.takeIf('params') ? 'params' : 'value'
      const type = this.type()
      const name = this.identifier()
      const defaultValue = this.takeIf('=') ? this.#default() : undefined
      parameters.push({ name, type, mode, defaultValue })
    } while (this.takeIf(','))
    this.expect(close)
    return { isExtension, parameters }
  }

  #default(): DefaultText {
    const text = this.take()
    if (text === 'null') return { kind: 'value', value: null }
    if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' }
    if (text.startsWith('"')) return { kind: 'value', value: text.slice(1, -1) }
    if (text.startsWith("'")) return { kind: 'value', value: text.charCodeAt(1) }
    if (/^-?[0-9]/.test(text)) return { kind: 'value', value: Number(text) }
    this.expect('.')
    return { kind: 'member', type: text, name: this.identifier() }
  }
}

const nowhere = { start: 0, end: 0 }

/** @throws Error when the text is no signature: a mistake in a declaration */
export function parseSignature(text: string): Signature {
  const read = new SignatureReader(text)
  const isConstant = read.takeIf('const')
  const isStatic = read.takeIf('static') || isConstant
  const base = {
    isStatic,
    isExtension: false,
    isImplicit: false,
    typeParameters: [],
    parameters: [],
    isSettable: false,
  }
  const isImplicit = read.next === 'implicit'
  if (isImplicit || read.next === 'explicit') {
    read.take()
    read.expect('operator')
    const type = read.type()
    read.expect('(')
    return { ...base, kind: 'conversion', isImplicit, type, name: '', parameters: read.parameters(')').parameters }
  }
  if (read.peek(1) === '(' && /^[A-Za-z]/.test(read.next)) {
    const name = read.identifier()
    read.expect('(')
    return { ...base, kind: 'constructor', type: undefined, name, parameters: read.parameters(')').parameters }
  }
  const type = read.type()
  if (read.takeIf('operator')) {
    const symbol = read.next === 'unary' ? `${read.take()} ${read.take()}` : read.take()
    read.expect('(')
    return { ...base, kind: 'operator', type, name: symbol, parameters: read.parameters(')').parameters }
  }
  if (read.takeIf('this')) {
    read.expect('[')
    const { parameters } = read.parameters(']')
    return { ...base, kind: 'indexer', type, name: 'this', parameters, isSettable: isSettable(text) }
  }
  const name = read.identifier()
  if (isConstant) return { ...base, kind: 'constant', type, name }
  if (read.next === '{') return { ...base, kind: 'property', type, name, isSettable: isSettable(text) }
  const typeParameters = read.typeParameters()
  read.expect('(')
  const { parameters, isExtension } = read.parameters(')')
  return { ...base, kind: 'method', type, name, typeParameters, parameters, isExtension }
}

const isSettable = (text: string): boolean => /\bset;/.test(text)

/** `System.Collections.Generic.IEnumerable<out T>` */
export function parseDefinedName(text: string): {
  readonly fullName: string
  readonly name: string
  readonly typeParameters: readonly TypeParameterText[]
} {
  const open = text.indexOf('<')
  const fullName = open < 0 ? text : text.slice(0, open)
  const name = fullName.slice(fullName.lastIndexOf('.') + 1)
  return { fullName, name, typeParameters: open < 0 ? [] : new SignatureReader(text.slice(open)).typeParameters() }
}

/** A type alone, such as `IDictionary<K, V>`. */
export const parseTypeName = (text: string): TypeName => new SignatureReader(text).type()
