import type { TypeDefinition } from '../define-type.ts'
import { xDocument, xElement, xmlExtensions } from './elements.ts'
import { loadOptions, saveOptions, xmlNodeType, xName, xNamespace } from './names.ts'
import {
  xAttribute,
  xCData,
  xComment,
  xContainer,
  xDeclaration,
  xDocumentType,
  xNode,
  xObject,
  xProcessingInstruction,
  xText,
} from './nodes.ts'

export const xmlLinqTypes: readonly TypeDefinition[] = [
  loadOptions,
  saveOptions,
  xAttribute,
  xCData,
  xComment,
  xContainer,
  xDeclaration,
  xDocument,
  xDocumentType,
  xElement,
  xmlExtensions,
  xmlNodeType,
  xName,
  xNamespace,
  xNode,
  xObject,
  xProcessingInstruction,
  xText,
]
