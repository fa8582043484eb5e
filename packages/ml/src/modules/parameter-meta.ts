import type { SavedThingEditor } from '@sluice/dataflow'

/** What form, catalogue and reference page need to know of a parameter beside its type; goes into `.meta(…)`. */
declare module 'zod' {
  interface GlobalMeta {
    /** As the property panel calls it: `Hashing bitsize`. */
    title?: string
    /** One sentence of help. */
    description?: string
    /** Shown, and of effect, only while other parameters have one of these values. */
    visibleWhen?: Readonly<Record<string, readonly (string | number | boolean)[]>>
    /** Input port whose columns a column selection speaks of; default: the first. */
    columnsOf?: string
    /** Of a column selection: it must come to one column. */
    isSingleColumn?: boolean
    /** Of a column selection: the parameter by which its rules say the order of the columns, and may name one twice. */
    orderedBy?: string
    /** How the values of an enumeration are called: `first-n` → `First N`. */
    valueTitles?: Readonly<Record<string, string>>
    /** Says what a number comes to, while it is typed: `makes {2^value} columns`. */
    effect?: string
    editor?: 'text' | 'sql' | 'secret' | 'list' | SavedThingEditor
  }
}
