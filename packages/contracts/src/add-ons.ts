/** What is not part of every installation because of its size; `sluice add` puts it into the folder `add-ons`. */
export const addOns = {
  onnx: {
    summary: 'scores ONNX models, trained anywhere (onnxruntime-node, 290 MB)',
    package: 'onnxruntime-node',
    version: '1.30.0',
  },
} as const satisfies Record<string, AddOn>
export type AddOnName = keyof typeof addOns

export interface AddOn {
  readonly summary: string
  /** Of npm. */
  readonly package: string
  readonly version: string
}

/** Folder of an add-on, from that of the installation. */
export const addOnPath = (name: AddOnName): string => `add-ons/${name}`
