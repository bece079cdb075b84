// SPDX-License-Identifier: GPL-2.0-or-later
// Error numbers of Linux that LNet answers with, and glibc's texts for them. Kernel functions of the simulator return 0 or a negative one.

export const EPERM = 1;
export const ENOENT = 2;
export const ESRCH = 3;
export const EINTR = 4;
export const EIO = 5;
export const ENXIO = 6;
export const E2BIG = 7;
export const ECHILD = 10;
export const ENOMEM = 12;
export const EACCES = 13;
export const EFAULT = 14;
export const EBUSY = 16;
export const EEXIST = 17;
export const ENODEV = 19;
export const EINVAL = 22;
export const ENOSPC = 28;
export const ERANGE = 34;
export const ENOMSG = 42;
export const ENODATA = 61;
export const EPROTO = 71;
export const EBADMSG = 74;
export const ENOTUNIQ = 76;
export const EUSERS = 87;
export const EOPNOTSUPP = 95;
export const ENETDOWN = 100;
export const ESHUTDOWN = 108;
export const ETIMEDOUT = 110;
export const EHOSTUNREACH = 113;
export const EALREADY = 114;

const TEXTS: Readonly<Record<number, string>> = {
  [EPERM]: "Operation not permitted",
  [ENOENT]: "No such file or directory",
  [ESRCH]: "No such process",
  [EINTR]: "Interrupted system call",
  [EIO]: "Input/output error",
  [ENXIO]: "No such device or address",
  [E2BIG]: "Argument list too long",
  [ECHILD]: "No child processes",
  [ENOMEM]: "Cannot allocate memory",
  [EACCES]: "Permission denied",
  [EFAULT]: "Bad address",
  [EBUSY]: "Device or resource busy",
  [EEXIST]: "File exists",
  [ENODEV]: "No such device",
  [EINVAL]: "Invalid argument",
  [ENOSPC]: "No space left on device",
  [ERANGE]: "Numerical result out of range",
  [ENOMSG]: "No message of desired type",
  [ENODATA]: "No data available",
  [EPROTO]: "Protocol error",
  [EBADMSG]: "Bad message",
  [ENOTUNIQ]: "Name not unique on network",
  [EUSERS]: "Too many users",
  [EOPNOTSUPP]: "Operation not supported",
  [ENETDOWN]: "Network is down",
  [ESHUTDOWN]: "Cannot send after transport endpoint shutdown",
  [ETIMEDOUT]: "Connection timed out",
  [EHOSTUNREACH]: "No route to host",
  [EALREADY]: "Operation already in progress",
};

/** strerror(): the sign matters, as there: a negative number is "Unknown error -22". */
export function strerror(errno: number): string {
  return errno === 0 ? "Success" : (TEXTS[errno] ?? `Unknown error ${errno}`);
}
