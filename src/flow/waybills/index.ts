export { planWaybills, type ReadWaybill, type WaybillPlan } from './register-waybills.ts';
