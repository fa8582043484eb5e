import type { TypeDefinition } from '../define-type.ts'
import { certificateTypes } from './certificates.ts'
import { hashAlgorithms } from './hash-algorithms.ts'
import { rsaTypes } from './rsa.ts'
import { symmetricAlgorithms } from './symmetric-algorithms.ts'
import { tokenTypes } from './tokens.ts'

export const securityTypes: readonly TypeDefinition[] = [
  ...certificateTypes,
  ...hashAlgorithms,
  ...rsaTypes,
  ...symmetricAlgorithms,
  ...tokenTypes,
]
