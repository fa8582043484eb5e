import { appendChild, applyEdit, editAttribute, removeElement, sectionIn, withSection } from './policy-edits.ts'
import { type ScannedElement, scanPolicy } from './scan-policy.ts'
import { fromXmlText, toXmlText } from './xml-text.ts'

/** The first statement of this name directly in a section: one in a condition is nothing that always runs. */
export const findStatement = (text: string, section: string, name: string): ScannedElement | undefined =>
  sectionIn(scanPolicy(text), section)?.children.find((child) => child.name === name)

/** Whether the document has it somewhere else, inside of other policies. */
export const isNestedIn = (text: string, name: string): boolean =>
  scanPolicy(text).elements.some((element) => element.name === name && element.parent?.parent?.parent !== undefined)

export function readAttribute(text: string, section: string, name: string, attribute: string): string | undefined {
  const value = findStatement(text, section, name)?.attributes.find((one) => one.name === attribute)?.value
  return value && fromXmlText(text.slice(value.from, value.to))
}

/** Sets an attribute of a statement, which is made or goes with it. @param value '' = the statement goes */
export function writeAttribute(
  text: string,
  { section, name, attribute }: { readonly section: string; readonly name: string; readonly attribute: string },
  value: string,
): string {
  const element = findStatement(text, section, name)
  if (element === undefined) {
    return value === '' ? text : addStatement(text, section, `<${name} ${attribute}="${toXmlText(value)}" />`)
  }
  if (value === '') return applyEdit(text, removeElement(text, element))
  const edit = editAttribute(text, element, attribute, value)
  return edit === undefined ? text : applyEdit(text, edit)
}

/** Puts a statement at the end of a section. */
export function addStatement(text: string, section: string, xml: string): string {
  const made = withSection(text, section)
  const edit = made && appendChild(made.text, made.section, xml)
  return made === undefined || edit === undefined ? text : applyEdit(made.text, edit)
}

export function removeStatement(text: string, section: string, name: string): string {
  const element = findStatement(text, section, name)
  return element === undefined ? text : applyEdit(text, removeElement(text, element))
}
