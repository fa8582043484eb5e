/** One instruction with its immediate values, or several, as the bytes that stand for them. */
export type Code = readonly number[]

export interface WasmFunction {
  readonly name: string
  /** All of them i32. */
  readonly parameterCount: number
  readonly result?: 'i32'
  /** Types of what stands after the parameters. */
  readonly locals: readonly (keyof typeof typeBytes)[]
  readonly body: readonly Code[]
}

const typeBytes = { i32: 0x7f, f64: 0x7c, v128: 0x7b }

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const low = value & 0x7f
  return value < 0x80 ? [low] : [low | 0x80, ...unsigned(value >>> 7)]
}

const sized = (bytes: readonly number[]) => [...unsigned(bytes.length), ...bytes]
const listed = (items: readonly (readonly number[])[]) => [...unsigned(items.length), ...items.flat()]
const section = (id: number, items: readonly (readonly number[])[]) => [id, ...sized(listed(items))]
const named = (name: string) => sized([...name].map((character) => character.charCodeAt(0)))

/**
 * A WebAssembly module of functions over one memory, which is imported as `memory.bytes`.
 * @see https://webassembly.github.io/spec/core/binary/
 */
function toWasmBytes(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameterCount, result }) => [
    0x60,
    ...listed(Array.from({ length: parameterCount }, () => [typeBytes.i32])),
    ...listed(result === undefined ? [] : [[typeBytes.i32]]),
  ])
  const bodies = functions.map(({ locals, body }) =>
    sized([...listed(locals.map((type) => [1, typeBytes[type]])), ...body.flat(), 0x0b]),
  )
  const noLimit = 0x00
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(2, [[...named('memory'), ...named('bytes'), 0x02, noLimit, 0x00]]),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...named(name), 0x00, ...unsigned(index)]),
    ),
    ...section(10, bodies),
  ])
}

const simd = (opcode: number, ...immediates: number[]): Code => [0xfd, ...unsigned(opcode), ...immediates]

/** The instructions that our functions use; alignment is a hint only, and no offset is used. */
export const wasm = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  /** From 0 to 63. */
  constant: (value: number): Code => [0x41, value],
  /** Of the two below the condition on top, the first if it is not 0. */
  select: [0x1b],
  load: [0x28, 2, 0],
  loadNumber: [0x2b, 3, 0],
  loadByte: [0x2d, 0, 0],
  store: [0x36, 2, 0],
  storeByte: [0x3a, 0, 0],
  isLessUnsigned: [0x49],
  isOtherNumber: [0x62],
  isGreaterNumber: [0x64],
  add: [0x6a],
  subtract: [0x6b],
  shiftLeft: [0x74],
  shiftRightUnsigned: [0x76],
  loadPair: simd(0, 4, 0),
  storePair: simd(11, 4, 0),
  addPair: simd(206),
  subtractPair: simd(209),
  /** Runs the body again and again while the condition, an i32, holds; it is asked first. */
  while: (condition: readonly Code[], body: readonly Code[]): Code => [
    ...[0x03, 0x40],
    ...condition.flat(),
    ...[0x04, 0x40],
    ...body.flat(),
    ...[0x0c, 1],
    ...[0x0b, 0x0b],
  ],
} as const satisfies Record<string, Code | ((...values: never[]) => Code)>

/** Memory that grows by pages of 64 KB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** What is used of it; the types of Node do not have it. */
interface WebAssembly {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssembly }

const pageBytes = 65_536

/** Filled with 0. */
export const createWasmMemory = (byteCount: number): WasmMemory =>
  new WebAssembly.Memory({ initial: Math.ceil(byteCount / pageBytes) })

/** @returns the functions by their names, over a memory; compiled when they are first asked for */
export function createWasmFunctions<Functions extends object>(
  functions: readonly WasmFunction[],
): (memory: WasmMemory) => Functions {
  let compiled: object | undefined
  return (memory) => {
    compiled ??= new WebAssembly.Module(toWasmBytes(functions))
    return new WebAssembly.Instance(compiled, { memory: { bytes: memory } }).exports as Functions
  }
}
