import type { TypeDefinition } from '../define-type.ts'
import { jArray, jConstructor } from './jarray.ts'
import { jContainer } from './jcontainer.ts'
import { jObject } from './jobject.ts'
import { jProperty } from './jproperty.ts'
import { jsonConvert, linqExtensions } from './json-convert.ts'
import { jsonFormatting, jToken, jTokenType } from './jtoken.ts'
import { jRaw, jValue } from './jvalue.ts'
import { jsonMergeSettings, mergeArrayHandling, mergeNullValueHandling } from './merge-settings.ts'

export const newtonsoftTypes: readonly TypeDefinition[] = [
  jArray,
  jConstructor,
  jContainer,
  jObject,
  jProperty,
  jRaw,
  jsonConvert,
  jsonFormatting,
  jsonMergeSettings,
  jToken,
  jTokenType,
  jValue,
  linqExtensions,
  mergeArrayHandling,
  mergeNullValueHandling,
]
