import { classes, cr, inToken, inValue } from '../head/characters.ts'

/** Where in the extensions of a chunk the reading stands. */
export const extensionState = {
  nameStart: 0,
  name: 1,
  valueStart: 2,
  value: 3,
  quoted: 4,
  escaped: 5,
  quoteEnd: 6,
  /** The line ends with the next byte. */
  over: 7,
  fault: 8,
} as const
export type ExtensionState = (typeof extensionState)[keyof typeof extensionState]

const semicolon = 59
const equals = 61
const quote = 34
const backslash = 92

/**
 * Reads a byte of `;name`, `;name=token` or `;name="text"`, of which a chunk may have several.
 * Differs from RFC 9112, 7.1.1: no white space is let through around the signs; nobody may send any.
 */
export function readExtensionByte(state: ExtensionState, byte: number): ExtensionState {
  const kinds = classes[byte] as number
  const isToken = (kinds & inToken) !== 0
  switch (state) {
    case extensionState.nameStart:
      return isToken ? extensionState.name : extensionState.fault
    case extensionState.name:
      if (isToken) return state
      return byte === equals ? extensionState.valueStart : endOf(byte)
    case extensionState.valueStart:
      if (isToken) return extensionState.value
      return byte === quote ? extensionState.quoted : extensionState.fault
    case extensionState.value:
      return isToken ? state : endOf(byte)
    case extensionState.quoted:
      if (byte === quote) return extensionState.quoteEnd
      if (byte === backslash) return extensionState.escaped
      return (kinds & inValue) === 0 ? extensionState.fault : state
    case extensionState.escaped:
      return (kinds & inValue) === 0 ? extensionState.fault : extensionState.quoted
    case extensionState.quoteEnd:
      return endOf(byte)
    default:
      return extensionState.fault
  }
}

function endOf(byte: number): ExtensionState {
  if (byte === cr) return extensionState.over
  return byte === semicolon ? extensionState.nameStart : extensionState.fault
}
