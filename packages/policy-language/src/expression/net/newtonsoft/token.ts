import type { NetDecimal } from '../decimal.ts'
import { argumentException, argumentNullException, argumentOutOfRangeException } from '../failures.ts'
import type { NetGuid } from '../guid.ts'
import type { NetDateTime } from '../time/date-time.ts'
import type { NetDateTimeOffset } from '../time/date-time-offset.ts'
import type { NetTimeSpan } from '../time/time-span.ts'
import { jsonException } from './json-failures.ts'
import { type TokenType, tokenType, tokenTypeName } from './token-type.ts'

/** An absolute or relative address as `System.Uri` holds it; the tree only prints it. */
export interface JsonUri {
  readonly originalString: string
}

/** What a `JValue` holds: integers are bigint of any size, floats are doubles or decimals. */
export type JsonPrimitive =
  | null
  | string
  | boolean
  | bigint
  | number
  | NetDecimal
  | NetDateTime
  | NetDateTimeOffset
  | NetGuid
  | NetTimeSpan
  | Uint8Array
  | JsonUri

/**
 * A node of Newtonsoft's tree of JSON. It has one parent at most: what has one already is copied when it is added to
 * another.
 * @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JToken.htm
 */
export abstract class JToken {
  parent: JContainer | null = null
  abstract readonly type: TokenType
  abstract clone(): JToken

  get root(): JToken {
    let token: JToken = this
    while (token.parent !== null) token = token.parent
    return token
  }

  // Behind a method: behind a field, Node would read the bracket as going on with it once types are stripped.
  /** The children as they are now; those of an object are its properties. */
  [Symbol.iterator](): Iterator<JToken> {
    return [][Symbol.iterator]()
  }
}

export class JValue extends JToken {
  value: JsonPrimitive
  type: TokenType
  /** The string that a date was read from: who reads strings wants it as it was. */
  writtenAs: string | undefined

  constructor(value: JsonPrimitive, type: TokenType) {
    super()
    this.value = value
    this.type = type
  }

  clone(): JValue {
    return new JValue(this.value, this.type)
  }
}

/** Text that is JSON already and is printed as it is. */
export class JRaw extends JValue {
  constructor(text: string | null) {
    super(text, tokenType.Raw)
  }

  override clone(): JRaw {
    return new JRaw(this.value as string | null)
  }
}

export abstract class JContainer extends JToken {
  /** The children in order; those of an object are its properties. */
  abstract readonly children: readonly JToken[]
  abstract insert(index: number, child: JToken | null): void
  abstract removeChild(child: JToken): void
  abstract replaceChild(child: JToken, by: JToken | null): void
  abstract clear(): void

  override [Symbol.iterator](): Iterator<JToken> {
    return [...this.children][Symbol.iterator]()
  }

  add(child: JToken | null): void {
    this.insert(this.children.length, child)
  }

  /** Takes the child as its own: null is a JSON null, one that belongs elsewhere is copied. */
  protected adopt(child: JToken | null): JToken {
    const token = child ?? new JValue(null, tokenType.Null)
    const own = token.parent !== null || token === this || this.root === token ? token.clone() : token
    own.parent = this
    return own
  }
}

export class JProperty extends JContainer {
  readonly type = tokenType.Property
  readonly name: string
  #value: JToken

  constructor(name: string | null, value: JToken | null) {
    super()
    if (name === null) throw argumentNullException('name')
    this.name = name
    this.#value = this.adopt(value)
  }

  get value(): JToken {
    return this.#value
  }

  set value(token: JToken | null) {
    if (token === this.#value) return
    this.#value.parent = null
    this.#value = this.adopt(token)
  }

  get children(): readonly JToken[] {
    return [this.#value]
  }

  insert(): void {
    throw jsonException('Newtonsoft.Json.Linq.JProperty cannot have multiple values.')
  }

  removeChild(): void {
    throw jsonException('Cannot add or remove items from Newtonsoft.Json.Linq.JProperty.')
  }

  replaceChild(_child: JToken, by: JToken | null): void {
    this.value = by
  }

  clear(): void {
    throw jsonException('Cannot add or remove items from Newtonsoft.Json.Linq.JProperty.')
  }

  clone(): JProperty {
    return new JProperty(this.name, this.#value.clone())
  }
}

/** Properties in the order in which they were added; names are unique and case-sensitive. */
export class JObject extends JContainer {
  readonly type = tokenType.Object
  #properties: JProperty[] = []
  readonly #byName = new Map<string, JProperty>()

  get children(): readonly JProperty[] {
    return this.#properties
  }

  property(name: string): JProperty | undefined {
    return this.#byName.get(name)
  }

  /** The value of a property; undefined when there is none. */
  get(name: string): JToken | undefined {
    return this.#byName.get(name)?.value
  }

  /** Changes the value where the property stands, or adds it at the end. */
  set(name: string, value: JToken | null): void {
    const property = this.#byName.get(name)
    if (property === undefined) this.add(new JProperty(name, value))
    else property.value = value
  }

  insert(index: number, child: JToken | null): void {
    if (!(child instanceof JProperty))
      throw argumentException(
        `Can not add ${child === null ? 'Newtonsoft.Json.Linq.JValue' : classNameOf(child)} to Newtonsoft.Json.Linq.JObject.`,
      )
    if (this.#byName.has(child.name))
      throw argumentException(
        `Can not add property ${child.name} to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.`,
      )
    const own = this.adopt(child) as JProperty
    this.#properties.splice(index, 0, own)
    this.#byName.set(own.name, own)
  }

  /** @returns whether there was such a property */
  remove(name: string): boolean {
    const property = this.#byName.get(name)
    if (property === undefined) return false
    this.removeChild(property)
    return true
  }

  removeChild(child: JToken): void {
    const index = this.#properties.indexOf(child as JProperty)
    if (index < 0) return
    this.#properties.splice(index, 1)
    this.#byName.delete((child as JProperty).name)
    child.parent = null
  }

  replaceChild(child: JToken, by: JToken | null): void {
    const index = this.#properties.indexOf(child as JProperty)
    this.removeChild(child)
    this.insert(index, by)
  }

  clear(): void {
    for (const property of this.#properties) property.parent = null
    this.#properties = []
    this.#byName.clear()
  }

  clone(): JObject {
    const copy = new JObject()
    for (const property of this.#properties) copy.add(property.clone())
    return copy
  }
}

/** What `JArray` and `JConstructor` share: any tokens in order. */
abstract class JSequence extends JContainer {
  #items: JToken[] = []

  get children(): readonly JToken[] {
    return this.#items
  }

  insert(index: number, child: JToken | null): void {
    if (index < 0 || index > this.#items.length)
      throw argumentOutOfRangeException('index', 'Insertion index was out of range.')
    if (child instanceof JProperty)
      throw argumentException(`Can not add ${classNameOf(child)} to ${classNameOf(this)}.`)
    this.#items.splice(index, 0, this.adopt(child))
  }

  removeChild(child: JToken): void {
    const index = this.#items.indexOf(child)
    if (index < 0) return
    this.#items.splice(index, 1)
    child.parent = null
  }

  replaceChild(child: JToken, by: JToken | null): void {
    const index = this.#items.indexOf(child)
    if (by === child) return
    this.removeChild(child)
    this.insert(index, by)
  }

  clear(): void {
    for (const item of this.#items) item.parent = null
    this.#items = []
  }
}

export class JArray extends JSequence {
  readonly type = tokenType.Array

  clone(): JArray {
    const copy = new JArray()
    for (const item of this.children) copy.add(item.clone())
    return copy
  }
}

/** `new Date(2020, 1)`, which JSON of old servers contains. */
export class JConstructor extends JSequence {
  readonly type = tokenType.Constructor
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
  }

  clone(): JConstructor {
    const copy = new JConstructor(this.name)
    for (const item of this.children) copy.add(item.clone())
    return copy
  }
}

/** Full name of the class of .NET, for sentences. */
export function classNameOf(token: JToken): string {
  const name = token instanceof JRaw ? 'JRaw' : token instanceof JValue ? 'JValue' : `J${tokenTypeName(token.type)}`
  return `Newtonsoft.Json.Linq.${name}`
}

export const jsonNull = () => new JValue(null, tokenType.Null)
export const jsonString = (text: string | null) => new JValue(text, text === null ? tokenType.Null : tokenType.String)
export const jsonInteger = (value: bigint) => new JValue(value, tokenType.Integer)
export const jsonFloat = (value: number | NetDecimal) => new JValue(value, tokenType.Float)
export const jsonBoolean = (value: boolean) => new JValue(value, tokenType.Boolean)
