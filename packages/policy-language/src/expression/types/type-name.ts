/** A type as it is written, before it is known what it names. */
export type TypeName =
  | {
      readonly kind: 'name'
      /** May hold namespaces: `System.Text.Encoding`. */
      readonly name: string
      readonly args: readonly TypeName[]
      readonly start: number
      readonly end: number
    }
  | { readonly kind: 'array'; readonly element: TypeName; readonly start: number; readonly end: number }
  | { readonly kind: 'nullable'; readonly of: TypeName; readonly start: number; readonly end: number }
  | {
      readonly kind: 'tuple'
      readonly elements: readonly { readonly type: TypeName; readonly name: string | undefined }[]
      readonly start: number
      readonly end: number
    }
