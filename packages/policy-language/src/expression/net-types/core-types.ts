import { arrayTypeDefinition } from './array.ts'
import { bitConverterType } from './bit-converter.ts'
import { charType } from './char.ts'
import { interfaceTypes } from './collection-contracts.ts'
import { convertType } from './convert.ts'
import { cultureTypes } from './culture.ts'
import type { TypeDefinition } from './define-type.ts'
import { delegateTypes } from './delegates.ts'
import { dictionaryTypes } from './dictionary.ts'
import { encodingType } from './encoding.ts'
import { enumTypes } from './enum.ts'
import { enumerableTypes } from './enumerable/enumerable.ts'
import { exceptionTypes } from './exceptions.ts'
import { ipAddressTypes } from './ip-address.ts'
import { listType, queueType, stackType } from './list.ts'
import { mathType } from './math.ts'
import { numericTypes } from './numbers.ts'
import { booleanType, nullableType, objectType, typeType } from './object.ts'
import { randomType } from './random.ts'
import { stringType } from './string.ts'
import { stringBuilderType } from './string-builder.ts'
import { stringComparisonTypes } from './string-comparison.ts'
import { stringSplitOptions } from './string-split.ts'
import { textIoTypes } from './text-io.ts'
import { tupleTypes } from './tuple.ts'
import { uriTypes } from './uri.ts'
import { webUtilityType } from './web-utility.ts'

/** The types of the language itself, collections and LINQ, and those of everyday texts and numbers. */
export const coreTypes: readonly TypeDefinition[] = [
  objectType,
  typeType,
  booleanType,
  charType,
  stringType,
  stringSplitOptions,
  ...stringComparisonTypes,
  ...numericTypes,
  nullableType,
  arrayTypeDefinition,
  ...enumTypes,
  ...exceptionTypes,
  ...cultureTypes,
  ...delegateTypes,
  ...interfaceTypes,
  listType,
  queueType,
  stackType,
  ...dictionaryTypes,
  ...tupleTypes,
  ...enumerableTypes,
  stringBuilderType,
  ...textIoTypes,
  convertType,
  mathType,
  bitConverterType,
  randomType,
  ...uriTypes,
  webUtilityType,
  encodingType,
  ...ipAddressTypes,
]
