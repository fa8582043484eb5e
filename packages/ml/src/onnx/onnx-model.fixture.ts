/** Writes small ONNX models. @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const varint = (value: number | bigint): number[] => {
  let left = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128)
  return [...bytes, Number(left)]
}
const whole = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)]
const nested = (field: number, bytes: readonly number[]): number[] => [
  ...varint((field << 3) | 2),
  ...varint(bytes.length),
  ...bytes,
]
const text = (field: number, value: string): number[] => nested(field, [...new TextEncoder().encode(value)])
const fraction = (field: number, value: number): number[] => [
  ...varint((field << 3) | 5),
  ...new Uint8Array(Float32Array.of(value).buffer),
]

const elementTypes = { float32: 1, int64: 7, string: 8, bool: 9, float64: 11 } as const

export interface ModelValue {
  readonly name: string
  /** `zipmap`: a sequence of maps from whole numbers to probabilities. */
  readonly type: keyof typeof elementTypes | 'zipmap'
  /** Null: left open. */
  readonly shape: readonly (number | null)[]
}
export interface ModelNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Default: that of ONNX itself. */
  readonly domain?: string
  readonly attributes?: Readonly<Record<string, string | number | readonly number[] | readonly string[]>>
  /** Attributes that are whole numbers. */
  readonly wholes?: readonly string[]
}

function attribute(name: string, value: NonNullable<ModelNode['attributes']>[string], isWhole: boolean): number[] {
  const typed = (type: number, ...fields: number[][]) => [...text(1, name), ...fields.flat(), ...whole(20, type)]
  if (typeof value === 'string') return typed(3, text(4, value))
  if (typeof value === 'number') return isWhole ? typed(2, whole(3, value)) : typed(1, fraction(2, value))
  if (value.every((item) => typeof item === 'string')) return typed(8, ...value.map((item) => text(9, item)))
  return isWhole
    ? typed(7, ...(value as readonly number[]).map((item) => whole(8, item)))
    : typed(6, ...(value as readonly number[]).map((item) => fraction(7, item)))
}

const toNode = ({ operator, inputs, outputs, domain, attributes = {}, wholes = [] }: ModelNode): number[] => [
  ...inputs.flatMap((name) => text(1, name)),
  ...outputs.flatMap((name) => text(2, name)),
  ...text(4, operator),
  ...Object.entries(attributes).flatMap(([name, value]) => nested(5, attribute(name, value, wholes.includes(name)))),
  ...(domain === undefined ? [] : text(7, domain)),
]

function toValue({ name, type, shape }: ModelValue): number[] {
  const dimensions = shape.flatMap((size) => nested(1, size === null ? text(2, 'N') : whole(1, size)))
  const tensor = (element: number) => nested(1, [...whole(1, element), ...nested(2, dimensions)])
  const map = nested(5, [
    ...whole(1, elementTypes.int64),
    ...nested(2, nested(1, [...whole(1, elementTypes.float32), ...nested(2, [])])),
  ])
  return [...text(1, name), ...nested(2, type === 'zipmap' ? nested(4, nested(1, map)) : tensor(elementTypes[type]))]
}

export function writeOnnxModel(
  inputs: readonly ModelValue[],
  outputs: readonly ModelValue[],
  nodes: readonly ModelNode[],
): Uint8Array {
  const graph = [
    ...nodes.flatMap((node) => nested(1, toNode(node))),
    ...text(2, 'graph'),
    ...inputs.flatMap((value) => nested(11, toValue(value))),
    ...outputs.flatMap((value) => nested(12, toValue(value))),
  ]
  const operatorSet = (domain: string, version: number) => nested(8, [...text(1, domain), ...whole(2, version)])
  return Uint8Array.from([...whole(1, 8), ...nested(7, graph), ...operatorSet('', 17), ...operatorSet('ai.onnx.ml', 3)])
}

const ml = 'ai.onnx.ml'
const numbers = (name: string, width: number | null, type: 'float32' | 'int64' = 'float32'): ModelValue => ({
  name,
  type,
  shape: [null, width],
})

/** 2·first + 3·second - third + 0.5. */
export const linearRegressor = writeOnnxModel(
  [numbers('features', 3)],
  [numbers('variable', 1)],
  [
    {
      operator: 'LinearRegressor',
      inputs: ['features'],
      outputs: ['variable'],
      domain: ml,
      attributes: { coefficients: [2, 3, -1], intercepts: [0.5], targets: 1 },
      wholes: ['targets'],
    },
  ],
)

/** Which class has the greatest weighted sum of two columns. */
const linearClassifier = (classCount: number): ModelNode => ({
  operator: 'LinearClassifier',
  inputs: ['features'],
  outputs: ['label', 'probabilities'],
  domain: ml,
  attributes: {
    coefficients: [1, -1, -1, 1, 2, 2].slice(0, classCount * 2),
    intercepts: [0, 0, -1].slice(0, classCount),
    classlabels_ints: [10, 20, 30].slice(0, classCount),
    post_transform: 'SOFTMAX',
  },
  wholes: ['classlabels_ints'],
})
const labels: ModelValue = { name: 'label', type: 'int64', shape: [null] }

/** Classes 10, 20 and, where there are three, 30. */
export const classifierOf = (classCount: 2 | 3): Uint8Array =>
  writeOnnxModel(
    [numbers('features', 2)],
    [labels, numbers('probabilities', classCount)],
    [linearClassifier(classCount)],
  )

/** As scikit-learn's classifiers are converted when nothing is said. */
export const classifierWithMaps = writeOnnxModel(
  [numbers('features', 2)],
  [labels, { name: 'map', type: 'zipmap', shape: [] }],
  [
    linearClassifier(2),
    {
      operator: 'ZipMap',
      inputs: ['probabilities'],
      outputs: ['map'],
      domain: ml,
      attributes: { classlabels_int64s: [10, 20] },
      wholes: ['classlabels_int64s'],
    },
  ],
)

/** One input for each column: a fraction and a word, for which a table has a number; their sum. */
export const mixedRegressor = writeOnnxModel(
  [numbers('size', 1), { name: 'word', type: 'string', shape: [null, 1] }],
  [numbers('sum', 1)],
  [
    {
      operator: 'LabelEncoder',
      inputs: ['word'],
      outputs: ['number'],
      domain: ml,
      attributes: { keys_strings: ['one', 'ten'], values_floats: [1, 10], default_float: -1 },
    },
    { operator: 'Add', inputs: ['size', 'number'], outputs: ['sum'] },
  ],
)

/** Gives back whole numbers, any number of columns. */
export const wholeNumbers = writeOnnxModel(
  [numbers('features', null, 'int64')],
  [numbers('same', null, 'int64')],
  [{ operator: 'Identity', inputs: ['features'], outputs: ['same'] }],
)

/** Takes exactly so many rows. */
export const fixedRows = (rowCount: number): Uint8Array =>
  writeOnnxModel(
    [{ name: 'features', type: 'float32', shape: [rowCount, 2] }],
    [{ name: 'same', type: 'float32', shape: [rowCount, 2] }],
    [{ operator: 'Identity', inputs: ['features'], outputs: ['same'] }],
  )

/** A tensor of a type that tables do not have, and one of three dimensions. */
export const images = writeOnnxModel(
  [{ name: 'pixels', type: 'float32', shape: [null, 8, 8] }],
  [{ name: 'same', type: 'float32', shape: [null, 8, 8] }],
  [{ operator: 'Identity', inputs: ['pixels'], outputs: ['same'] }],
)
