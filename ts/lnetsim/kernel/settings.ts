// SPDX-License-Identifier: GPL-2.0-or-later
// LNet's global settings: values of module parameters of `lnet` that the kernel checks when they are written (lnetconfig-api.md §3.11,
// golden/05_set). Their texts in /sys are kept by host/modules.ts; here are the ranges, the couplings and what the kernel log says.
import { EINVAL } from "../errno.ts";
import type { KernelLog } from "../host/kernel-log.ts";
import { kernelNumber, type Modules } from "../host/modules.ts";
import type { Generation } from "../topology.ts";

const ULONG = Number.MAX_SAFE_INTEGER;
const INT = 0x7fffffff;
const INTERFACES_MIN = 16;
const INTERFACES_DEFAULT = 200;

export class Settings {
  readonly #modules: Modules;
  readonly #log: KernelLog;
  readonly #generation: Generation;
  /** Modules.changes when what every message asks for was read. */
  #changes = -1;
  #numaRange = 0;
  #dropAsymmetricalRoute = false;
  #transactionTimeout = 0;

  constructor(modules: Modules, log: KernelLog, generation: Generation) {
    this.#modules = modules;
    this.#log = log;
    this.#generation = generation;
  }

  #number(name: string): number {
    return Number(this.#modules.readParameter("lnet", name) ?? 0);
  }

  #set(name: string, value: number): void {
    this.#modules.setParameter("lnet", name, String(value));
  }

  #readAgain(): void {
    this.#changes = this.#modules.changes;
    this.#numaRange = this.#number("lnet_numa_range");
    this.#dropAsymmetricalRoute = this.#number("lnet_drop_asym_route") !== 0;
    this.#transactionTimeout = this.#number("lnet_transaction_timeout");
  }

  get numaRange(): number {
    if (this.#changes !== this.#modules.changes) this.#readAgain();
    return this.#numaRange;
  }

  /** By ioctl only: the file is read-only. Any 32 bits. */
  set numaRange(value: number) {
    this.#set("lnet_numa_range", value >>> 0);
  }

  get maxInterfaces(): number {
    return this.#number("lnet_interfaces_max");
  }

  get discovery(): boolean {
    return this.#number("lnet_peer_discovery_disabled") === 0;
  }

  get dropAsymmetricalRoute(): boolean {
    if (this.#changes !== this.#modules.changes) this.#readAgain();
    return this.#dropAsymmetricalRoute;
  }

  get retryCount(): number {
    return this.#number("lnet_retry_count");
  }

  /** Seconds. */
  get transactionTimeout(): number {
    if (this.#changes !== this.#modules.changes) this.#readAgain();
    return this.#transactionTimeout;
  }

  /** What a failure takes from a health value. */
  get healthSensitivity(): number {
    return this.#number("lnet_health_sensitivity");
  }

  get routerSensitivity(): number {
    return this.#number("router_sensitivity_percentage");
  }

  get responseTracking(): number {
    return this.#number("lnet_response_tracking");
  }

  /** Seconds; 0: for ever. */
  get recoveryLimit(): number {
    return this.#number("lnet_recovery_limit");
  }

  /** Seconds. */
  get maxRecoveryPingInterval(): number {
    return this.#generation === "2.15" ? 900 : this.#number("lnet_max_recovery_ping_interval");
  }

  /** Seconds, derived: how long an LND may take for a message (§3.11). */
  get lndTimeout(): number {
    return Math.max(1, Math.floor((this.transactionTimeout - 1) / (this.retryCount + 1)));
  }

  /** Seconds between two checks of a gateway, and how long its answer may take. */
  get routerCheckInterval(): number {
    return this.#number("alive_router_check_interval");
  }

  get routerPingTimeout(): number {
    return this.#number("router_ping_timeout");
  }

  get checkRoutersBeforeUse(): boolean {
    return this.#number("check_routers_before_use") !== 0;
  }

  get avoidAsymmetricalRouterFailure(): boolean {
    return this.#number("avoid_asym_router_failure") !== 0;
  }

  get peerBufferCredits(): number {
    return this.#number("peer_buffer_credits");
  }

  /** A parameter of `lnet` is written: the text that it has from now on, or -EINVAL. */
  write(name: string, text: string): string | number {
    const parameter = this.#modules.parameter("lnet", name);
    switch (name) {
      case "lnet_interfaces_max":
        return this.#maxInterfaces(text);
      case "lnet_peer_discovery_disabled":
      case "lnet_drop_asym_route":
        return this.#switch(name, text);
      case "lnet_transaction_timeout":
        return this.#writeTransactionTimeout(text);
      case "lnet_retry_count":
        return this.#retryCount(text);
      case "lnet_health_sensitivity":
        return this.#healthSensitivity(text);
      case "lnet_recovery_interval":
        this.#log.warning("api-ni.c:343:recovery_interval_set()", "'lnet_recovery_interval' has been deprecated");
        return String(this.#number(name));
      case "router_sensitivity_percentage":
        return this.#routerSensitivity(text);
      case "lnet_response_tracking":
        return this.#responseTracking(text);
      case "lnet_max_recovery_ping_interval":
        return this.#maxRecoveryPingInterval(text);
      default: {
        if (parameter?.type === "text") return text;
        const value = kernelNumber(text, parameter?.type === "int" ? -INT - 1 : 0, parameter?.type === "uint" ? 0xffffffff : INT);
        return value === undefined ? -EINVAL : String(value);
      }
    }
  }

  #invalid(place: string, name: string): number {
    this.#log.error(place, `Invalid module parameter value for '${name}'`);
    return -EINVAL;
  }

  #maxInterfaces(text: string): string | number {
    const value = kernelNumber(text, -INT - 1, INT);
    if (value === undefined) return this.#invalid("api-ni.c:560:intf_max_set()", "lnet_interfaces_max");
    if (value >= INTERFACES_MIN) return String(value);
    this.#log.warning("api-ni.c:572:intf_max_set()", `max interfaces provided are too small, setting to ${INTERFACES_DEFAULT}`);
    return String(INTERFACES_DEFAULT);
  }

  #switch(name: string, text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value === undefined) {
      return this.#invalid(name === "lnet_drop_asym_route" ? "api-ni.c:439:drop_asym_route_set()" : "api-ni.c:382:discovery_set()", name);
    }
    return value === 0 ? "0" : "1";
  }

  #writeTransactionTimeout(text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value === undefined) return this.#invalid("api-ni.c:481:transaction_to_set()", "lnet_transaction_timeout");
    if (value > this.retryCount && value !== 0) return String(value);
    this.#log.error(
      "api-ni.c:493:transaction_to_set()",
      `Invalid value for lnet_transaction_timeout (${value}). Has to be greater than lnet_retry_count (${this.retryCount})`,
    );
    return -EINVAL;
  }

  #retryCount(text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value === undefined) return this.#invalid("api-ni.c:524:retry_count_set()", "lnet_retry_count");
    if (this.healthSensitivity === 0 && value > 0) {
      this.#log.error("api-ni.c:534:retry_count_set()", "Can not set lnet_retry_count when health feature is turned off");
      return -EINVAL;
    }
    if (value <= this.transactionTimeout) return String(value);
    this.#log.error(
      "api-ni.c:542:retry_count_set()",
      `Invalid value for lnet_retry_count (${value}). Has to be smaller than lnet_transaction_timeout (${this.transactionTimeout})`,
    );
    return -EINVAL;
  }

  #healthSensitivity(text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value === undefined) return this.#invalid("api-ni.c:311:sensitivity_set()", "lnet_health_sensitivity");
    if (value > 1000) {
      this.#log.error("api-ni.c:323:sensitivity_set()", `Invalid health value. Maximum: 1000 value = ${value}`);
      return -EINVAL;
    }
    // Without health there are no resends, and they do not come back with it (golden README).
    if (value === 0 && this.retryCount !== 0) this.#set("lnet_retry_count", 0);
    return String(value);
  }

  #routerSensitivity(text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value === undefined) return this.#invalid("router.c:124:rtr_sensitivity_set()", "router_sensitivity_percentage");
    if (value <= 100) return String(value);
    this.#log.error("router.c:129:rtr_sensitivity_set()", `Invalid value: ${value} for 'router_sensitivity_percentage'`);
    return -EINVAL;
  }

  #responseTracking(text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value !== undefined && value <= 3) return String(value);
    return this.#invalid("api-ni.c:597:response_tracking_set()", "lnet_response_tracking");
  }

  #maxRecoveryPingInterval(text: string): string | number {
    const value = kernelNumber(text, 0, ULONG);
    if (value !== undefined && value > 0) return String(value);
    return this.#invalid("api-ni.c:360:max_recovery_ping_interval_set()", "lnet_max_recovery_ping_interval");
  }
}
