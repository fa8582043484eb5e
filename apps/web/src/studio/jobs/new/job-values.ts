/** Where the rows of an input come from. */
export interface InputValues {
  readonly from: 'storage' | 'upload' | 'connection'
  readonly container: string
  readonly blob: string
  /** How the names of the blobs begin that are offered. */
  readonly prefix: string
  readonly file: File | undefined
  readonly connectionString: string
  /** Container and path beside the connection string. */
  readonly path: string
}
/** Where an output goes; without a container it gets a place of its own. */
export interface OutputValues {
  readonly container: string
  readonly path: string
}
export interface JobValues {
  readonly endpoint: string
  readonly inputs: Readonly<Record<string, InputValues>>
  readonly outputs: Readonly<Record<string, OutputValues>>
  readonly parameters: Readonly<Record<string, string>>
  readonly badRows: 'fail' | 'keep-apart'
  readonly email: string
  readonly url: string
  readonly starts: boolean
}

export const newInput: InputValues = {
  from: 'storage',
  container: '',
  blob: '',
  prefix: '',
  file: undefined,
  connectionString: '',
  path: '',
}
export const newOutput: OutputValues = { container: '', path: '' }

/** Whether it is said where the rows are. */
export function isInputComplete({ from, container, blob, file, connectionString, path }: InputValues): boolean {
  if (from === 'connection') return connectionString.trim() !== '' && path.trim() !== ''
  return from === 'upload' ? file !== undefined : container !== '' && blob !== ''
}

/** Files that are uploaded go here where no container was chosen. */
export const uploadContainer = 'batch'

export interface Link {
  readonly url: string
  /** With its question mark. */
  readonly token: string
}

/** A file of the embedded storage as a submission names it. @param link of its container */
export function toReference(link: Link, path: string) {
  const { origin, pathname } = new URL(link.url)
  const [, base = '', container = ''] = /^(.*\/)([^/]+)$/.exec(pathname) ?? []
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return { BaseLocation: `${origin}${base}`, RelativeLocation: `${container}/${encoded}`, SasBlobToken: link.token }
}
