import type { ErrorEntry } from './entry.ts'

/** Faults of the program itself: its settings, its folders, its processes. They end a command with one sentence. */
export const programErrors = {
  PortTaken: {
    status: 500,
    message: (p: { port: number; setting: string }) =>
      `Port ${p.port} is taken by another program. Free it, or choose another one with ${p.setting}.`,
    remedy: 'Set the named variable to another port, or to 0 for a free one.',
  },
  SettingsInvalid: {
    status: 500,
    message: (p: { faults: string }) => `The settings cannot be used: ${p.faults}`,
    remedy: 'Correct the named variables or the file sluice.config.json; `npx sluice start --help` lists all settings.',
  },
  FolderNotWritable: {
    status: 500,
    message: (p: { path: string; reason: string }) => `The data folder ${p.path} cannot be written (${p.reason}).`,
    remedy: 'Give this account the right to write there, or choose another folder with SLUICE_DATA.',
  },
  FolderInUse: {
    status: 500,
    message: (p: { path: string; holder: string }) =>
      `The data folder ${p.path} is in use by ${p.holder}. Stop that one, or choose another folder with SLUICE_DATA.`,
    remedy: 'Only one program may run on a data folder.',
  },
  SecretKeyUnusable: {
    status: 500,
    message: (p: { path: string; reason: string }) => `The secret key ${p.path} cannot be used: ${p.reason}.`,
    remedy:
      'Restore the file from a backup, or set SLUICE_SECRET_KEY; without the right key, sealed values stay closed.',
  },
  SecretUnreadable: {
    status: 500,
    message: (p: { purpose: string }) => `The sealed value of ${p.purpose} cannot be opened with this secret key.`,
    remedy: 'Start with the secret key under which the data folder was written.',
  },
  StoreConflict: {
    status: 409,
    message: (p: { index: string; value: string }) => `Another resource already has the ${p.index} '${p.value}'.`,
    remedy: 'Choose another value, or change the resource that has it.',
  },
  StoreUnavailable: {
    status: 500,
    message: (p: { reason: string }) => `The database cannot be used: ${p.reason}. Nothing was changed.`,
    remedy: 'Check disk space and rights of the data folder, or the address in SLUICE_DATABASE_URL.',
  },
  StoreTooNew: {
    status: 500,
    message: (p: { version: number; known: number }) =>
      `The database was written by a newer version of the program (schema ${p.version}; this one knows ${p.known}).`,
    remedy: 'Start the newer version, or restore a backup that this version wrote.',
  },
  StoreOutcomeUnknown: {
    status: 500,
    message: (p: { reason: string }) =>
      `The database was lost while a change was being committed (${p.reason}); it may or may not have been kept.`,
    remedy: 'Read the resource before you try again.',
  },
  CertificateUnusable: {
    status: 500,
    message: (p: { path: string; reason: string }) =>
      `The certificate authority ${p.path} cannot be used: ${p.reason}.`,
    remedy:
      'Restore the file from a backup, or remove it to have a new authority made, which clients then have to trust.',
  },
  RoleNotStarted: {
    status: 500,
    message: (p: { role: string; reason: string }) => `The role ${p.role} did not start: ${p.reason}`,
    remedy: 'Mend what the sentence names and start again; `npx sluice doctor` checks the usual causes.',
  },
  RoleUnknown: {
    status: 500,
    message: (p: { role: string; hint: string }) =>
      `There is no role '${p.role}'; the roles are management, gateway, ml and storage.${p.hint}`,
    remedy: 'Name roles as in `npx sluice start --role management,ml`.',
  },
  ManagementNotNamed: {
    status: 500,
    message: (_: Record<never, never>) =>
      'The gateway serves what management tells it. Start the role management, too, or name the one of another machine with SLUICE_MANAGEMENT_URL.',
    remedy: 'Set SLUICE_MANAGEMENT_URL, and the same SLUICE_SECRET_KEY on both machines.',
  },
  OptionInvalid: {
    status: 500,
    message: (p: { option: string; value: string; rule: string }) => `${p.option} ${p.value}: ${p.rule}.`,
    remedy: 'Correct the option; `--help` after the command lists what it takes.',
  },
  AddOnNotInstalled: {
    status: 500,
    message: (p: { name: string; reason: string }) => `The add-on ${p.name} was not installed: ${p.reason}`,
    remedy: 'Mend what the sentence names and run the command again; nothing was changed.',
  },
  ConfigurationInvalid: {
    status: 400,
    message: (p: { count: number }) =>
      `The files of the configuration have ${p.count === 1 ? 'a fault' : `${p.count} faults`}. Nothing was changed.`,
    remedy: 'Correct what the details name; each has the file, line and column of its fault.',
  },
  ConfigurationFolderUnusable: {
    status: 500,
    message: (p: { path: string; reason: string }) => `The folder ${p.path} cannot be used: ${p.reason}.`,
    remedy: 'Name another folder, or mend what the sentence names.',
  },
  PolicyFileUnusable: {
    status: 400,
    message: (p: { file: string; reason: string }) => `${p.file} cannot be used: ${p.reason}.`,
    remedy: 'Check the name of the file, the right to read it, and that its text is UTF-8.',
  },
  ActFileInvalid: {
    status: 400,
    message: (p: { file: string; line: number; reason: string }) => `${p.file}:${p.line}: ${p.reason}`,
    remedy: 'Correct the line of the request file; docs/policy-commands.md says what may stand there.',
  },
  SecretsFileUnusable: {
    status: 500,
    message: (p: { path: string; reason: string }) => `The file ${p.path} cannot be used: ${p.reason}.`,
    remedy:
      'Name the file that an export wrote with --secrets, and the passphrase or installation it was written under.',
  },
  ServiceNotNamed: {
    status: 500,
    message: (p: { fault: string; names: string }) => `${p.fault}; name one with --service: ${p.names}.`,
    remedy: 'Add --service with one of the names that the sentence lists.',
  },
  ManagementUnreachable: {
    status: 500,
    message: (p: { address: string }) =>
      `The role management does not answer${p.address === '' ? '' : ` at ${p.address}`}.`,
    remedy: 'Start the program, and look with `npx sluice status` whether the role is ready.',
  },
  ManagementRefused: {
    status: 500,
    message: (p: { code: string; message: string }) => p.message,
    remedy: 'Do what the remedy of the code says that the sentence ends with, in this table.',
  },
  NothingInstalled: {
    status: 500,
    message: (p: { path: string }) =>
      `There is no Sluice in the data folder ${p.path} yet. Start it first, or name another folder with SLUICE_DATA.`,
    remedy: 'Run `npm start` once, or set SLUICE_DATA as it was set for the start.',
  },
  BlobAddressInvalid: {
    status: 400,
    message: (p: { reason: string }) => `The address of the blob storage is not right: ${p.reason}.`,
    remedy: 'Correct the account, the container, the address or the connection string.',
  },
  BlobContainerNotFound: {
    status: 400,
    message: (p: { container: string }) => `There is no container ${p.container}.`,
    remedy: 'Create the container, or correct its name.',
  },
  BlobContainerExists: {
    status: 409,
    message: (p: { container: string }) => `There is a container ${p.container} already.`,
    remedy: 'Use that one, or choose another name.',
  },
  BlobMissing: {
    status: 400,
    message: (p: { blob: string }) => `There is no blob ${p.blob}.`,
    remedy: 'Correct the path of the blob.',
  },
  BlobChanged: {
    status: 409,
    message: (p: { blob: string }) => `The blob ${p.blob} was changed while it was read.`,
    remedy: 'Try again when nobody writes to the blob.',
  },
  BlobBlocksLost: {
    status: 409,
    message: (p: { blob: string }) => `The blob ${p.blob} was written by somebody else while its parts were sent.`,
    remedy: 'Try again when nobody else writes to the blob.',
  },
  BlobAccessRefused: {
    status: 400,
    message: (p: { container: string; reason: string }) => `Access to ${p.container} was refused: ${p.reason}.`,
    remedy: 'Correct the key or the shared access signature; a signature may have expired or lack a right.',
  },
  BlobStorageFailed: {
    status: 502,
    message: (p: { container: string; reason: string }) => `The blob storage of ${p.container} failed: ${p.reason}.`,
    remedy: 'See that the address can be reached from this machine, and try again.',
  },
} as const satisfies Record<string, ErrorEntry<never>>
