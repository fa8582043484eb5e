import { contextTypes } from '../context/context-types.ts'
import { coreTypes } from './core-types.ts'
import type { TypeDefinition } from './define-type.ts'
import { libraryTypes } from './library-types.ts'

/** All types that policy expressions may use, a line per subject. */
export const typeDefinitions: readonly TypeDefinition[] = [...coreTypes, ...libraryTypes, ...contextTypes]
