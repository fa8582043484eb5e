import i18next from 'i18next'
import { useTranslation } from 'react-i18next'

/** A form of a counted text (`items_one`, `items_other`) is asked for by the name without its end. */
type KeyOf<Name extends string> = Name extends `${infer Base}_${'one' | 'other'}` ? Base : Name

export interface Words<Name extends string> {
  readonly namespace: string
  /** Only for the type. */
  readonly key?: KeyOf<Name>
}

export type Translate<Name extends string> = (
  key: KeyOf<Name>,
  values?: Readonly<Record<string, string | number>>,
) => string

/** Words of modules that were loaded before languages were started, by language and namespace. */
export const earlyWords: Record<string, Record<string, Readonly<Record<string, string>>>> = {}

/**
 * The words of one part of a page in every language. A text that one of them lacks does not compile. Values stand in
 * double braces: `{{name}}`; a text with `{{count}}` has the forms `…_one` and `…_other`.
 */
export function defineWords<const Name extends string>(
  namespace: string,
  texts: Readonly<Record<'en' | 'nl', Readonly<Record<Name, string>>>>,
): Words<Name> {
  for (const [language, bundle] of Object.entries(texts)) {
    if (i18next.isInitialized) i18next.addResourceBundle(language, namespace, bundle)
    else earlyWords[language] = { ...earlyWords[language], [namespace]: bundle }
  }
  return { namespace }
}

/** The texts in the language in use; draws anew when another one is chosen. */
export function useWords<Name extends string>({ namespace }: Words<Name>): Translate<Name> {
  const { t } = useTranslation(namespace)
  return t as unknown as Translate<Name>
}

/** The same outside of components, where nothing is drawn anew. */
export const translate = <Name extends string>(
  { namespace }: Words<Name>,
  key: KeyOf<Name>,
  values: Readonly<Record<string, string | number>> = {},
): string => (i18next.t as unknown as (key: string, options: object) => string)(key, { ns: namespace, ...values })
