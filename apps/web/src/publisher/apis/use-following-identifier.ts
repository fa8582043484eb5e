import { useEffect, useRef } from 'react'
import { identifierOf } from './identifier-of.ts'

/** Those parts of a form with the field `identifier` that are used here. */
interface IdentifierForm {
  getValues(name: 'identifier'): string
  setValue(name: 'identifier', value: string, options: { readonly shouldDirty: boolean }): void
}

/** Lets the identifier follow the name, until somebody writes another one. */
export function useFollowingIdentifier({ getValues, setValue }: IdentifierForm, displayName: string): void {
  const derived = useRef('')
  useEffect(() => {
    const held = getValues('identifier')
    const next = identifierOf(displayName)
    if (held !== derived.current && held !== next) return
    derived.current = next
    if (held !== next) setValue('identifier', next, { shouldDirty: true })
  }, [displayName, getValues, setValue])
}
