import type { TypeDefinition } from '../define-type.ts'
import { matchEvaluator, regex, regexOptions } from './regex.ts'
import { capture, captureCollection, group, groupCollection, match, matchCollection } from './regex-results.ts'

export const regexTypes: readonly TypeDefinition[] = [
  capture,
  captureCollection,
  group,
  groupCollection,
  match,
  matchCollection,
  matchEvaluator,
  regex,
  regexOptions,
]
