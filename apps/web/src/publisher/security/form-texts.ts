import * as z from 'zod'

/** What is said of wrong values. */
export interface FormTexts {
  readonly needed: string
  readonly url: string
  readonly policies: string
  readonly parameters: string
}

export const isUrl = (text: string): boolean => /^https?:\/\/[^\s/]+/.test(text.trim())

export const neededText = ({ needed }: FormTexts) => z.string().refine((text) => text.trim() !== '', needed)

export const urlText = ({ url }: FormTexts) => z.string().refine(isUrl, url)

/** A secret that was left empty stays as it is. */
export const toSecret = (clientSecret: string) => (clientSecret === '' ? {} : { clientSecret })
