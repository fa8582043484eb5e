import type { Attribute } from './attributes.ts'

/** The same attribute where it need not be written; undefined when it is not. */
export const optional = <Setting>(attribute: Attribute<Setting>): Attribute<Setting | undefined> => ({
  declaration: { ...attribute.declaration, isRequired: false },
  read: (written, place) => (written === undefined ? undefined : attribute.read(written, place)),
})
