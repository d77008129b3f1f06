namespace Crm;
